import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A role of a workspace's own. What it permits is parsed when it is read: a row never says more than the catalogue. */
@Entity('roles')
export class RoleRow {
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly name!: string;
  @Column('text') readonly description!: string;
  @Column('text', { array: true }) readonly permissions!: string[];
  @Column('uuid', { array: true }) readonly assignable_role_ids!: string[];
  /** The link by way of which it was made, and with which it goes. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly via_link_id!: string | null;
  /** How often it was published to the workspaces below; null: it is not. */
  @Column({ type: 'integer', nullable: true, insert: false }) readonly publication_version!: number | null;
  /** The role of the admin workspace that it is a copy of, and of which version. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly published_from!: string | null;
  @Column({ type: 'integer', nullable: true, insert: false }) readonly published_version!: number | null;
  /** What it shall permit, once the owner accepts that. */
  @Column({ type: 'text', array: true, nullable: true, insert: false })
  readonly offered_permissions!: string[] | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
