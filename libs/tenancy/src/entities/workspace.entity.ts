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
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
