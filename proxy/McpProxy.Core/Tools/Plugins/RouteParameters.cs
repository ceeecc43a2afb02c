using McpProxy.Configuration;

namespace McpProxy.Tools.Plugins;

/// <summary>Reads the parameters of a plugin's request.</summary>
internal static class RouteParameters
{
    /// <exception cref="ArgumentException">A short form cannot be read: a mistake in the plugin.</exception>
    public static Dictionary<string, ParameterConfig> Parse(IReadOnlyDictionary<string, string> shortForms)
    {
        var parameters = new Dictionary<string, ParameterConfig>(StringComparer.Ordinal);
        foreach (var (name, text) in shortForms)
        {
            parameters[name] = Parse<ParameterConfig>(text, out var error) ?? throw new ArgumentException($"The parameter '{name}': {error}");
        }

        return parameters;
    }

    private static T? Parse<T>(string text, out string? error)
        where T : class, IShortForm<T> => T.TryParse(text, out var value, out error) ? value : null;
}
