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
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
