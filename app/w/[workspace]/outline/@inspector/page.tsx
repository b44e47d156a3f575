export { NoSelection as default } from '#components/catalogue/inspector/no-selection.tsx';
