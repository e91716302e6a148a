import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A credential of a member for programs. The row holds only the hash of the key. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  /** The owner of the key: the key never permits more than its owner can. */
  @Column('uuid') readonly member_id!: string;
  /** The key that made it, and the keys above that one: it ends with each of them. */
  @Column('uuid', { nullable: true }) readonly parent_id!: string | null;
  @Column('uuid', { array: true }) readonly ancestor_ids!: string[];
  @Column('text') readonly name!: string;
  /** The beginning of the key, by which people identify it. */
  @Column('text') readonly prefix!: string;
  @Column('bytea') readonly key_hash!: Buffer;
  /** The hash before the last rotation, and how long it stays valid. */
  @Column('bytea', { nullable: true }) readonly previous_hash!: Buffer | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly previous_valid_until!: Date | null;
  @Column('text', { array: true }) readonly scopes!: string[];
  /** The scopes of the keys above it. */
  @Column('jsonb') readonly limits!: string[][];
  @Column('uuid') readonly created_by!: string;
  @Column({ type: 'timestamptz', nullable: true }) readonly expires_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly warned_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true, insert: false }) readonly last_used_at!: Date | null;
  /** The link through which it is lent, and with which it ends. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly via_link_id!: string | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
