using McpProxy.Tools;

namespace McpProxy.Configuration.Loading;

/// <summary>Checks what types cannot say of <c>McpProxy:Artifacts</c>.</summary>
internal static class ArtifactChecks
{
    private const string Section = "McpProxy:Artifacts";

    public static void Check(ArtifactsConfig artifacts, ConfigErrors errors)
    {
        if (!ToolCompiler.IsEndpointPath(artifacts.Path))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{Section}:Path", $"'{artifacts.Path}' is not a path for an endpoint.", "Start with '/', leave out a trailing '/', and use no variables, e.g. '/artifacts'.");
        }

        if (artifacts.Directory is { } directory && !Path.IsPathFullyQualified(directory))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{Section}:Directory", $"'{directory}' is not the absolute path of a folder.", "Write one such as /var/lib/mcpproxy/artifacts, or leave it out.");
        }
    }
}
