namespace McpProxy.Benchmarks.Load;

/// <summary>What one scenario came to in one round.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="CpuMicroseconds">Processor time of the server per request.</param>
/// <param name="KernelMicroseconds">The part of it that the kernel spent.</param>
/// <param name="AllocatedBytes">Bytes the server allocated per request; null when it is not a .NET process.</param>
/// <param name="Collections">Garbage collections per 1,000 requests; null when it is not a .NET process.</param>
/// <param name="WorkItems">Work items of the thread pool per request; null when it is not a .NET process.</param>
/// <param name="P50">Median latency, in milliseconds.</param>
/// <param name="P99">99th percentile of the latency, in milliseconds.</param>
internal sealed record Measurement(double PerSecond, double CpuMicroseconds, double KernelMicroseconds, double? AllocatedBytes, double? Collections, double? WorkItems, double P50, double P99);
