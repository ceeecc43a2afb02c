namespace McpProxy.Tools.Binding;

/// <summary>The upstream request of a tool with holes for its arguments.</summary>
internal sealed class RequestTemplate
{
    public required string Method { get; init; }
}
