export { InspectorSkeleton as default } from '#components/catalogue/inspector/inspector-skeleton.tsx';
