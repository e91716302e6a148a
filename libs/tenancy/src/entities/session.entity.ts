import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person signed in on one device. The cookie holds the token, this row only its hash. */
@Entity('sessions')
export class Session {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid') readonly user_id!: string;
  @Column('bytea') readonly token_hash!: Buffer;
  @Column('text') readonly ip!: string;
  @Column('text', { nullable: true }) readonly user_agent!: string | null;
  @Column({ type: 'timestamptz', insert: false }) readonly authenticated_at!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly last_seen_at!: Date;
  @Column('timestamptz') readonly idle_expires_at!: Date;
  @Column('timestamptz') readonly expires_at!: Date;
}
