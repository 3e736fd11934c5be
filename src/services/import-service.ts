/** Bringing listening from files. The verbs are files of `import/`. */
export { acceptImport } from './import/accept-import';
export { listImports, readImport } from './import/job-view';
export { importEvents } from './import/progress-events';
export { runImport } from './import/run-import';
