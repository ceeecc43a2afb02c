namespace McpProxy.Configuration.Loading;

/// <summary>Checks what types cannot say of <c>McpProxy:State</c>.</summary>
internal static class StateChecks
{
    private const string Section = "McpProxy:State";
    private const int MinKeyLength = 32;

    public static void Check(StateConfig state, ConfigErrors errors)
    {
        for (var i = 0; i < state.Keys.Count; i++)
        {
            if (state.Keys[i].HasValue && state.Keys[i].Reveal().Length < MinKeyLength)
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{Section}:Keys:{i}", $"The key has fewer than {MinKeyLength} characters.", "Make one with 'openssl rand -base64 32'.");
            }
        }

        if (state.Kind == StateKind.File)
        {
            CheckFile(state, errors);
        }
    }

    private static void CheckFile(StateConfig state, ConfigErrors errors)
    {
        if (state.Keys.Count == 0)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{Section}:Keys", "A state file needs a key that outlives the process.", "Write [ \"env:NAME\" ]; make a key with 'openssl rand -base64 32'.");
        }

        if (string.IsNullOrEmpty(state.Path))
        {
            errors.Add(ConfigErrorCodes.Missing, $"{Section}:Path", "Kind File needs a path.", "Write one such as /var/lib/mcpproxy/state.");
        }
        else if (!Path.IsPathFullyQualified(state.Path) || Path.EndsInDirectorySeparator(state.Path))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{Section}:Path", $"'{state.Path}' is not the absolute path of a file.", "Write one such as /var/lib/mcpproxy/state.");
        }
    }
}
