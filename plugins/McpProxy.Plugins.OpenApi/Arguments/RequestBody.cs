namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>The body of an operation.</summary>
/// <param name="Arguments">The arguments that make it.</param>
/// <param name="ContentType">Its media type; null where it follows from the arguments.</param>
internal sealed record RequestBody(IReadOnlyList<Argument> Arguments, string? ContentType)
{
    /// <summary>Whether none is sent when no argument of it is given.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Media types that it may have, this one first; empty where any name will do.</summary>
    public IReadOnlyList<string> Consumes { get; init; } = [];

    public static RequestBody None { get; } = new([], null);
}
