import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person whose address is verified; unverified sign-ups are attempts, not people. */
@Entity('users')
export class User {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly email!: string;
  @Column('text') readonly first_name!: string;
  @Column('text') readonly last_name!: string;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
