import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('workspaces')
export class Workspace {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly name!: string;
  @Column('uuid') readonly owner_id!: string;
  @Column('text', { nullable: true }) readonly org_logo_url!: string | null;
  /** Sessions that authenticated earlier cannot enter. */
  @Column({ type: 'timestamptz', nullable: true }) readonly sessions_valid_from!: Date | null;
  /** A member without a second factor cannot enter. */
  @Column({ type: 'boolean', insert: false }) readonly two_factor_required!: boolean;
  /** Only members with an address in these domains can enter; with an empty list, all can. */
  @Column({ type: 'text', array: true, insert: false }) readonly email_domains!: string[];
  /** From this time on, the workspace exists for nobody. */
  @Column({ type: 'timestamptz', nullable: true, insert: false })
  readonly scheduled_for_removal_at!: Date | null;
  /** The next owner that the owner chose, and until when they can confirm. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly pending_owner_id!: string | null;
  @Column({ type: 'timestamptz', nullable: true, insert: false })
  readonly pending_owner_until!: Date | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
