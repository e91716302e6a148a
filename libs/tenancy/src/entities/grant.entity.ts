import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A grant: one role of one member. */
@Entity('grants')
export class GrantRow {
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid') readonly member_id!: string;
  @Column('uuid') readonly role_id!: string;
  @Column('uuid', { nullable: true }) readonly granted_by!: string | null;
  /** From this instant on, by the database's clock, it has no effect. */
  @Column({ type: 'timestamptz', nullable: true }) readonly expires_at!: Date | null;
  @Column('text', { nullable: true }) readonly reason!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly extension_requested_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly warned_at!: Date | null;
  /** The link through which it is lent, and with which it ends. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly via_link_id!: string | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
