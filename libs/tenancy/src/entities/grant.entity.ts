import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One role given to one member. */
@Entity('grants')
export class GrantRow {
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid') readonly member_id!: string;
  @Column('uuid') readonly role_id!: string;
  @Column('uuid', { nullable: true }) readonly granted_by!: string | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
}
