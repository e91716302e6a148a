import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A pair has at most one `pending` or `accepted` link, and any number of the others. */
export type LinkStatus = 'pending' | 'accepted' | 'rejected' | 'withdrawn' | 'expired' | 'removed' | 'left';

/** A link: one sub of an admin workspace. The row belongs to the sub; the admin workspace sees it too. */
@Entity('group_links')
export class GroupLinkRow {
  /** The sub. */
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid') readonly admin_workspace_id!: string;
  /** `managed`: the admin workspace made the sub, and its owner owns it. */
  @Column('text') readonly kind!: 'consented' | 'managed';
  @Column('text') readonly status!: LinkStatus;
  /** The ceiling; while the link is pending, the requested permissions. */
  @Column('text', { array: true }) readonly ceiling!: string[];
  /** The name of the requested role; later changes of that role do not change the ceiling. */
  @Column('text', { nullable: true }) readonly ceiling_label!: string | null;
  /** A wider ceiling that waits for the consent of the owner. */
  @Column('text', { array: true, nullable: true }) readonly requested!: string[] | null;
  @Column('text', { nullable: true }) readonly requested_label!: string | null;
  @Column('text', { nullable: true }) readonly requested_by!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly requested_at!: Date | null;
  /** Null before the acceptance: until then the admin workspace does not learn the sub's name. */
  @Column('text', { nullable: true }) readonly sub_name!: string | null;
  @Column('text') readonly admin_name!: string;
  @Column('uuid', { nullable: true }) readonly inviter_id!: string | null;
  @Column('bytea', { nullable: true }) readonly token_hash!: Buffer | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly expires_at!: Date | null;
  /** The next owner in an open hand-over, until they accept. */
  @Column('text', { nullable: true }) readonly hand_over_email!: string | null;
  @Column('bytea', { nullable: true }) readonly hand_over_token_hash!: Buffer | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly hand_over_expires_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly sessions_valid_from!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly accepted_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly ended_at!: Date | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
