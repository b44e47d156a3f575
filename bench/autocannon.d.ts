declare module 'autocannon' {
  /** As much of it as the benchmarks use. */
  export default function autocannon(options: {
    url: string;
    method?: string;
    headers?: Record<string, string>;
    body?: string;
    connections: number;
    duration: number;
    overallRate?: number;
  }): Promise<{
    requests: { average: number; total: number };
    latency: { p50: number; p99: number; min: number; max: number };
    errors: number;
    timeouts: number;
    statusCodeStats: Record<string, { count: number }>;
  }>;
}
