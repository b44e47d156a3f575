export { NoSelection as default } from '#components/inspector/no-selection';
