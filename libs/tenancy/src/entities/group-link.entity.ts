import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `pending` and `accepted` stand; of the others there may be many. */
export type LinkStatus = 'pending' | 'accepted' | 'rejected' | 'withdrawn' | 'expired' | 'removed' | 'left';

/** A workspace below another. It belongs to the one below; the one above sees it too. */
@Entity('group_links')
export class GroupLinkRow {
  /** The workspace below. */
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid') readonly admin_workspace_id!: string;
  /** `managed`: made by the admin workspace, whose owner owns it. */
  @Column('text') readonly kind!: 'consented' | 'managed';
  @Column('text') readonly status!: LinkStatus;
  /** What the admin workspace may do here at most; while pending, what it asks for. */
  @Column('text', { array: true }) readonly ceiling!: string[];
  /** The name of the role that was asked for; what it permits later changes nothing here. */
  @Column('text', { nullable: true }) readonly ceiling_label!: string | null;
  /** Wider, and waiting for the consent of the owner. */
  @Column('text', { array: true, nullable: true }) readonly requested!: string[] | null;
  @Column('text', { nullable: true }) readonly requested_label!: string | null;
  @Column('text', { nullable: true }) readonly requested_by!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly requested_at!: Date | null;
  /** Not before it is accepted: until then nobody above learns what it is called. */
  @Column('text', { nullable: true }) readonly sub_name!: string | null;
  @Column('text') readonly admin_name!: string;
  @Column('uuid', { nullable: true }) readonly inviter_id!: string | null;
  @Column('bytea', { nullable: true }) readonly token_hash!: Buffer | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly expires_at!: Date | null;
  /** Whom the workspace shall be handed over to, until they accept it. */
  @Column('text', { nullable: true }) readonly hand_over_email!: string | null;
  @Column('bytea', { nullable: true }) readonly hand_over_token_hash!: Buffer | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly hand_over_expires_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly sessions_valid_from!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly accepted_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly ended_at!: Date | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
