namespace McpProxy.Benchmarks.Truncation;

/// <summary>One answer that was read to its end.</summary>
/// <param name="Seconds">From the request to the last byte.</param>
/// <param name="FirstByte">From the request to the first byte of the body, in seconds.</param>
/// <param name="Bytes">Length of the body.</param>
/// <param name="Growth">By how many MB the server's resident memory had grown at its peak.</param>
internal readonly record struct Download(double Seconds, double FirstByte, long Bytes, double Growth);
