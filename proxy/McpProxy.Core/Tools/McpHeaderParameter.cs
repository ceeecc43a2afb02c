using System.Collections.Immutable;

namespace McpProxy.Tools;

/// <summary>A property of the input schema that carries <c>x-mcp-header</c>: its value must be repeated in a request header.</summary>
/// <param name="Path">Property names from the arguments object down to the value, as UTF-8.</param>
/// <param name="HeaderName">The full header name, <c>Mcp-Param-{name}</c>.</param>
internal sealed record McpHeaderParameter(ImmutableArray<ReadOnlyMemory<byte>> Path, string HeaderName);
