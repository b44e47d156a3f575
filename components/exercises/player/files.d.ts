/** A stylesheet as text, as the build of the embedded player brings it. */
declare module '*.css' {
  const text: string;
  export default text;
}

/** A file as text, as component tests read it. */
declare module '*?raw' {
  const text: string;
  export default text;
}
