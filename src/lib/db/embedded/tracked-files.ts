import { dirname } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Node = { name: string };
type Operation = (...args: unknown[]) => unknown;
/** The part of Emscripten's NODEFS that changes files. `realPath` gives the path outside of the sandbox. */
type MountedFiles = {
  realPath(node: unknown): string;
  node_ops: Record<string, Operation>;
  stream_ops: Record<string, Operation>;
};

/** The engine's file system on a real folder; records what the engine changes. */
export class TrackedFiles extends NodeFS {
  #changed = new Set<string>();
  #onChange: () => void = () => {};

  /** Called on every change; must be fast. */
  watch(onChange: () => void): void {
    this.#onChange = onChange;
  }

  /** The paths that changed since the last call: files by content, folders by entries. */
  takeChanged(): Set<string> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  override async init(pglite: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const { emscriptenOpts } = await super.init(pglite, options);
    const track = (module: { NODEFS: unknown }) => this.#track(module.NODEFS as MountedFiles);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [track, ...(emscriptenOpts.preRun ?? [])] } };
  }

  #track(files: MountedFiles): void {
    const note = (...paths: string[]) => {
      for (const path of paths) this.#changed.add(path);
      this.#onChange();
    };
    const after = (
      operations: Record<string, Operation>,
      name: string,
      changed: (args: unknown[]) => string[],
    ) => {
      const original = operations[name];
      if (!original) throw new Error(`the engine's file system lost its operation ${name}`);
      operations[name] = (...args) => {
        const result = original(...args);
        note(...changed(args));
        return result;
      };
    };
    const pathOf = (value: unknown) => files.realPath(value);
    const child = (folder: unknown, name: unknown) => `${pathOf(folder)}/${String(name)}`;
    after(files.stream_ops, 'write', ([stream]) => [pathOf((stream as { node: Node }).node)]);
    after(files.stream_ops, 'setattr', ([stream]) => [pathOf((stream as { node: Node }).node)]);
    after(files.node_ops, 'setattr', ([node]) => [pathOf(node)]);
    after(files.node_ops, 'mknod', ([folder, name]) => [child(folder, name), pathOf(folder)]);
    after(files.node_ops, 'unlink', ([folder]) => [pathOf(folder)]);
    after(files.node_ops, 'rmdir', ([folder]) => [pathOf(folder)]);
    after(files.node_ops, 'rename', ([node, folder, name]) => [
      dirname(pathOf(node)),
      pathOf(folder),
      child(folder, name),
    ]);
  }
}
