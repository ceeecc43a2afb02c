namespace McpProxy;

/// <summary>
/// Marks a transform factory whose transforms use identity, profile or region of a call. Tools of routes that list such a
/// transform can be given arguments for them (<c>Mcp:ContextArguments</c>).
/// </summary>
public interface IContextTransform
{
    /// <summary>The key of the transform in a route.</summary>
    string Key { get; }
}
