namespace McpProxy.Host.Cli;

/// <summary>A command whose help ends with examples.</summary>
internal interface IExamples
{
    /// <summary>Command lines as they are typed.</summary>
    IReadOnlyList<string> Examples { get; }
}
