namespace McpProxy.Tools;

/// <summary>A tool that runs code of a plugin.</summary>
/// <param name="Name">Its name: letters, digits, <c>_</c>, <c>.</c> and <c>-</c>, at most 64.</param>
/// <param name="Description">What it does and when to use it, for the model.</param>
/// <param name="Handler">Runs a call.</param>
public sealed record PluginTool(string Name, string Description, ToolHandler Handler)
{
    /// <summary>Name shown to people. Default none.</summary>
    public string? Title { get; init; }

    /// <summary>The arguments. Default none. Others than these are refused.</summary>
    public IReadOnlyList<ToolParameter> Parameters { get; init; } = [];

    /// <summary>A JSON Schema 2020-12 of the arguments instead of <see cref="Parameters"/>; its root is an object schema.</summary>
    public string? InputSchema { get; init; }

    /// <summary>A JSON Schema 2020-12 of the structured result. Default none.</summary>
    public string? OutputSchema { get; init; }

    /// <summary>The tool changes nothing. Default false.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Repeating a call changes nothing more. Default: <see cref="IsReadOnly"/>.</summary>
    public bool? IsIdempotent { get; init; }

    /// <summary>The tool may destroy or overwrite something. Default false.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>The tool reaches systems outside the proxy's control. Default false.</summary>
    public bool IsOpenWorld { get; init; }

    /// <summary>
    /// A policy of <c>McpProxy:Authorization:Policies</c> that callers must meet; others do not see the tool. Take it from a key
    /// <c>Authorization</c> of the options, at which a mistake is reported. Default none but that of the endpoint.
    /// </summary>
    public string? Authorization { get; init; }

    /// <summary>Time one call may take. Default 100 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// The argument, if any, that carries the handle of a context (<see cref="Context.ICallContexts"/>): it is in force before the
    /// handler runs, and for the routes it calls. Default none.
    /// </summary>
    public string? HandleParameter { get; init; }
}
