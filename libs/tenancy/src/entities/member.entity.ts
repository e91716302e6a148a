import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * `pending`: invited. `needs_confirmation`: accepted, but the inviter could no longer invite them.
 * `suspended`: grants stay and have no effect.
 */
export type MemberStatus = 'pending' | 'needs_confirmation' | 'active' | 'suspended';

/** One row, and one id, from invitation to membership. */
@Entity('workspace_members')
export class Member {
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  /** Reserved while pending; the person's own id from the acceptance on. */
  @Column('uuid') readonly user_id!: string;
  @Column('text') readonly email!: string;
  /** `service`: a program, which has a name and no account. */
  @Column('text') readonly kind!: 'person' | 'service';
  @Column('text', { nullable: true }) readonly name!: string | null;
  @Column('text') readonly status!: MemberStatus;
  @Column('text', { nullable: true }) readonly nickname!: string | null;
  /** Strings of the shared format, kept for host products. */
  @Column('text', { array: true, nullable: true }) readonly permissions!: string[] | null;
  @Column('uuid', { nullable: true }) readonly issuer_id!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly invitation_expires_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly accepted_at!: Date | null;
  /** The link through which it is lent, and with which it ends. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly via_link_id!: string | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
