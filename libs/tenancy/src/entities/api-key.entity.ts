import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A credential of a member for programs. The row holds the hash of the key; the key itself is nowhere. */
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('uuid') readonly workspace_id!: string;
  @PrimaryColumn('uuid') readonly id!: string;
  /** Whose it is: it never permits more than they hold. */
  @Column('uuid') readonly member_id!: string;
  /** The key that made it, and those above that one: it dies with each of them. */
  @Column('uuid', { nullable: true }) readonly parent_id!: string | null;
  @Column('uuid', { array: true }) readonly ancestor_ids!: string[];
  @Column('text') readonly name!: string;
  /** The beginning of the key, by which people tell it apart. */
  @Column('text') readonly prefix!: string;
  @Column('bytea') readonly key_hash!: Buffer;
  /** The key of before the last rotation, and how long it still counts. */
  @Column('bytea', { nullable: true }) readonly previous_hash!: Buffer | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly previous_valid_until!: Date | null;
  @Column('text', { array: true }) readonly scopes!: string[];
  /** The scopes of the keys above it. */
  @Column('jsonb') readonly limits!: string[][];
  @Column('uuid') readonly created_by!: string;
  @Column({ type: 'timestamptz', nullable: true }) readonly expires_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) readonly warned_at!: Date | null;
  @Column({ type: 'timestamptz', nullable: true, insert: false }) readonly last_used_at!: Date | null;
  /** The link by way of which it was made, and with which it goes. */
  @Column({ type: 'uuid', nullable: true, insert: false }) readonly via_link_id!: string | null;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_created!: Date;
  @Column({ type: 'timestamptz', insert: false }) readonly timestamp_updated!: Date;
}
