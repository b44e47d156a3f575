import { hash } from 'node:crypto';
import type { BundleKind } from '#lib/base/core/kinds.ts';
import { ok, type Problem, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { ImportItem } from '../core/item.ts';
import type { OutsideRecord } from '../core/outside.ts';
import * as data from '../data/imports.ts';

/** A request carries about this much; larger ones gain nothing and cost memory on both sides. */
const BATCH_BYTES = 2 * 1024 * 1024;
/** Four of the 64 letters a hash may begin with end a block, which makes blocks of 16 items on average; never longer than this. */
const CUT = /^[A-D]/;
const MOST_ITEMS = 64;
/** So many blocks are asked for at once whether they are known. */
const ASKED_AT_ONCE = 250;

interface Block {
  kind: BundleKind;
  number: number;
  items: data.SentItem[];
  hashes: string;
}

/**
 * Sends the items of a bundle while it is read. The items of a kind are cut into blocks where the hash of an item says so, and
 * not at fixed places: an item more or less moves no cut but its own (content-defined chunking, as rsync and backup tools do
 * it). A block that the workspace has seen whole is only named; all others travel in batches, one on the way while the next
 * is read. So memory holds two batches, whatever the size of the file.
 */
export class ImportSender {
  private readonly db: Db;
  private readonly import_id: string;
  private readonly recognises: boolean;
  private readonly open = new Map<BundleKind, Block>();
  private readonly count = new Map<BundleKind, number>();
  private waiting: Block[] = [];
  private sorting: Promise<void> = Promise.resolve();
  private readonly adopted: data.AdoptedBlock[] = [];
  private batch: data.SentItem[] = [];
  private records: data.SentRecord[] = [];
  private record_bytes = 0;
  private record_count = 0;
  private bytes = 0;
  private under_way: Promise<Result<number>> = Promise.resolve(ok(0));
  private problem: { ok: false; problem: Problem } | null = null;

  /** `recognises`: whether blocks that came before may be named instead of sent. */
  constructor(db: Db, import_id: string, options: { recognises: boolean }) {
    this.db = db;
    this.import_id = import_id;
    this.recognises = options.recognises;
  }

  async add(item: ImportItem): Promise<void> {
    if (this.problem) return;
    const block = this.open.get(item.kind) ?? this.begin(item.kind);
    const own = itemHash(item);
    block.items.push({ ...item, hash: own, block: block.number });
    block.hashes += own;
    if (CUT.test(own) || block.items.length === MOST_ITEMS) await this.close(block);
  }

  /** Takes a record that comes along; records travel in batches of their own, each with its hash. */
  async addRecord(record: OutsideRecord): Promise<void> {
    if (this.problem) return;
    const { at: _, ...told } = record;
    const text = JSON.stringify(told.body);
    this.records.push({ ...told, position: this.record_count++, hash: hash('sha1', text, 'base64url') });
    this.record_bytes += text.length;
    if (this.record_bytes >= BATCH_BYTES) await this.sendRecords();
  }

  private async sendRecords(): Promise<void> {
    const records = this.records;
    this.records = [];
    this.record_bytes = 0;
    const sent = await data.addImportRecords(this.db, this.import_id, records);
    if (!sent.ok) this.problem ??= sent;
  }

  /** Sends what is left. Fails with the first request that failed. */
  async finish(): Promise<Result<null>> {
    for (const block of [...this.open.values()]) await this.close(block);
    await this.sort();
    await this.sorting;
    if (this.batch.length > 0) await this.send();
    await this.settle();
    if (this.records.length > 0 && !this.problem) await this.sendRecords();
    if (this.adopted.length > 0 && !this.problem) {
      const adopted = await data.adoptImportBlocks(this.db, this.import_id, this.adopted);
      if (!adopted.ok) this.problem = adopted;
    }
    return this.problem ?? ok(null);
  }

  private begin(kind: BundleKind): Block {
    const number = this.count.get(kind) ?? 0;
    this.count.set(kind, number + 1);
    const block = { kind, number, items: [], hashes: '' };
    this.open.set(kind, block);
    return block;
  }

  private async close(block: Block): Promise<void> {
    this.open.delete(block.kind);
    this.waiting.push(block);
    if (this.waiting.length >= ASKED_AT_ONCE) await this.sort();
  }

  /** Known blocks are named, the others sent. One lot is asked for while the next is read. */
  private async sort(): Promise<void> {
    await this.sorting;
    const blocks = this.waiting.map((block) => ({ ...block, digest: hash('md5', block.hashes) }));
    this.waiting = [];
    if (blocks.length > 0) this.sorting = this.sortOut(blocks);
  }

  private async sortOut(blocks: (Block & { digest: string })[]): Promise<void> {
    const known = await this.knownOf(blocks);
    for (const { kind, number, items, digest } of blocks) {
      const id = known[kind]?.[digest];
      if (id !== undefined) {
        this.adopted.push({ id, block: number });
        continue;
      }
      for (const item of items) {
        this.batch.push(item);
        this.bytes += 200 + weigh(item.fields);
      }
      if (this.bytes >= BATCH_BYTES) await this.send();
    }
  }

  private async knownOf(blocks: (Block & { digest: string })[]): Promise<data.KnownBlocks> {
    if (!this.recognises || this.problem) return {};
    const digests: Partial<Record<BundleKind, string[]>> = {};
    for (const { kind, digest } of blocks) digests[kind] = [...(digests[kind] ?? []), digest];
    const known = await data.recogniseImportBlocks(this.db, this.import_id, digests);
    if (known.ok) return known.data;
    this.problem ??= known;
    return {};
  }

  private async send(): Promise<void> {
    await this.settle();
    if (!this.problem) this.under_way = data.addImportItems(this.db, this.import_id, this.batch);
    this.batch = [];
    this.bytes = 0;
  }

  private async settle(): Promise<void> {
    const result = await this.under_way;
    if (!result.ok) this.problem ??= result;
  }
}

/** Identity of what an item says. Field order is that of the schema, so the same item gives the same hash. */
function itemHash(item: ImportItem): string {
  return hash('sha1', JSON.stringify([item.a, item.b, item.fields]), 'base64url');
}

function weigh(fields: Record<string, unknown>): number {
  let bytes = 0;
  for (const value of Object.values(fields)) bytes += typeof value === 'string' ? value.length : 16;
  return bytes;
}
