/** Disjoint sets (union-find), each with a state. A set is named by the index of one of its items. */
export class DisjointSets<State> {
  private readonly parents: number[];
  private readonly states: State[];

  constructor(states: readonly State[]) {
    this.states = [...states];
    this.parents = states.map((_, place) => place);
  }

  /** Joins the groups of two items where `join` gives them a common state. */
  join(a: number, b: number, join: (a: State, b: State) => State | null): void {
    const [first, second] = [this.groupOf(a), this.groupOf(b)];
    if (first === second) return;
    const joined = join(this.stateOf(first), this.stateOf(second));
    if (joined === null) return;
    const [root, child] = [Math.min(first, second), Math.max(first, second)];
    this.parents[child] = root;
    this.states[root] = joined;
  }

  groupOf(place: number): number {
    let root = place;
    for (
      let parent = this.parents[root];
      parent !== undefined && parent !== root;
      parent = this.parents[root]
    ) {
      // Path halving keeps later lookups short.
      this.parents[root] = this.parents[parent] ?? parent;
      root = parent;
    }
    return root;
  }

  /** The state of a group, or of the group of an item. */
  stateOf(place: number): State {
    const state = this.states[this.groupOf(place)];
    if (state === undefined) throw new Error(`There is no item ${place}.`);
    return state;
  }
}
