import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A custom role. Code parses its permissions when it reads them: a row never permits more than the catalogue has. */
@Entity('roles')
export class RoleRow {
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly name!: string;
  @Column('text') readonly description!: string;
  @Column('text', { array: true }) readonly permissions!: string[];
  @Column('uuid', { array: true }) readonly assignable_role_ids!: string[];
  /** The link through which it is lent; the role stays when the link ends. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly via_link_id!: string | null;
  /** The version of the publication; null: not published. */
  @Column({ type: 'integer', nullable: true, insert: false }) readonly publication_version!: number | null;
  /** The role of the admin workspace that this one copies, and its version. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly published_from!: string | null;
  @Column({ type: 'integer', nullable: true, insert: false }) readonly published_version!: number | null;
  /** Its permissions after the owner accepts the offer. */
  @Column({ type: 'text', array: true, nullable: true, insert: false })
  readonly offered_permissions!: string[] | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
