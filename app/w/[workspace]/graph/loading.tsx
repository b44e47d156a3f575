import { GraphLoading } from '#components/graph/graph-skeleton.tsx';

export default GraphLoading;
