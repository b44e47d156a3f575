import { GraphLoading } from '#components/graph/graph-skeleton';

export default GraphLoading;
