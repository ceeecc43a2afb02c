using McpProxy.Configuration;
using McpProxy.Tools.Binding;

namespace McpProxy.Tools.InputRules;

/// <summary>Checks that every name leads to one argument.</summary>
internal sealed class AliasChecks(string path, ConfigErrors errors)
{
    public void Check(IEnumerable<KeyValuePair<string, ParameterConfig>> parameters, IReadOnlyList<ParameterBinding> bindings)
    {
        var taken = bindings.ToDictionary(b => b.Name, b => b.Name, StringComparer.Ordinal);
        foreach (var (name, config) in parameters)
        {
            for (var i = 0; i < config.Aliases.Count; i++)
            {
                CheckOne(name, config.Aliases[i], $"{path}:Parameters:{name}:Aliases:{i}", taken);
            }
        }
    }

    private void CheckOne(string name, string alias, string at, Dictionary<string, string> taken)
    {
        if (alias.Length == 0)
        {
            errors.Add(ToolErrorCodes.AliasTaken, at, "The name is empty.", "Remove it.");
        }
        else if (!taken.TryAdd(alias, name))
        {
            var whose = taken[alias];
            errors.Add(ToolErrorCodes.AliasTaken, at, whose == alias ? $"'{alias}' is an argument of its own." : $"'{alias}' leads to '{whose}' already.", "Remove it, or choose another name.");
        }
    }
}
