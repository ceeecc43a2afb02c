using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration;

/// <summary>The configuration that McpProxy was set up with; a host may have others in its container.</summary>
/// <param name="Value">All layers.</param>
internal sealed record RoomConfiguration(IConfiguration Value);
