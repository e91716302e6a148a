import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One role given to one member. */
@Entity('grants')
export class GrantRow {
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid') readonly member_id!: string;
  @Column('uuid') readonly role_id!: string;
  @Column('uuid', { nullable: true }) readonly granted_by!: string | null;
  /** From that instant on, by the database's clock, it gives nothing. */
  @Column({ type: 'timestamptz', nullable: true }) readonly expires_at!: Date | null;
  @Column('text', { nullable: true }) readonly reason!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly extension_requested_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly warned_at!: Date | null;
  /** The link by way of which it was made, and with which it goes. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly via_link_id!: string | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
