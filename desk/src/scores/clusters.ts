// Who is ranked among whom, from the subjects as they are listed.
export interface Placed {
  code: string;
  name: string;
  cluster?: { code: string; name: string } | null;
}

export interface Cluster<T> {
  code: string;
  name: string;
  members: T[];
}

/** The clusters by name, each with its subjects in the order in which they come. */
export function clustersOf<T extends Placed>(subjects: readonly T[]): Cluster<T>[] {
  const known = new Map<string, Cluster<T>>();
  for (const subject of subjects) {
    if (!subject.cluster) continue;
    const { code, name } = subject.cluster;
    const cluster = known.get(code) ?? { code, name, members: [] };
    known.set(code, cluster);
    cluster.members.push(subject);
  }
  return [...known.values()].sort((one, other) => one.name.localeCompare(other.name, 'vi'));
}

/** Whether a subject has every word of a text in its name or code, with or without marks. */
export function fits({ code, name }: Placed, text: string): boolean {
  const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
  const said = plain(`${name} ${code}`);
  return plain(text).split(/\s+/).every((word) => said.includes(word));
}
