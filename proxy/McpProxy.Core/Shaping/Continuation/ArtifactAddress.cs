namespace McpProxy.Shaping.Continuation;

/// <summary>How artifacts are called.</summary>
internal static class ArtifactAddress
{
    /// <summary>What the URIs of artifacts begin with, for MCP clients.</summary>
    public const string Uri = "mcpproxy://artifacts/";

    /// <summary>The parts of an artifact that can be read, for MCP clients (RFC 6570).</summary>
    public const string Template = Uri + "{id}{?pointer,offset,limit,range}";
}
