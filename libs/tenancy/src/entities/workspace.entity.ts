import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('workspaces')
export class Workspace {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly name!: string;
  @Column('uuid') readonly owner_id!: string;
  @Column('text', { nullable: true }) readonly org_logo_url!: string | null;
  /** Sessions that authenticated earlier have no entry here. */
  @Column({ type: 'timestamptz', nullable: true }) readonly sessions_valid_from!: Date | null;
  /** Whoever has no second factor can enter only to get one. */
  @Column({ type: 'boolean', insert: false }) readonly two_factor_required!: boolean;
  /** Whoever's address is of none of these cannot enter; with none, everybody can. */
  @Column({ type: 'text', array: true, insert: false }) readonly email_domains!: string[];
  /** From then on nobody finds it. */
  @Column({ type: 'timestamptz', nullable: true, insert: false })
  readonly scheduled_for_removal_at!: Date | null;
  /** Whom the owner chose to be the next, and how long they may confirm it. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly pending_owner_id!: string | null;
  @Column({ type: 'timestamptz', nullable: true, insert: false })
  readonly pending_owner_until!: Date | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
