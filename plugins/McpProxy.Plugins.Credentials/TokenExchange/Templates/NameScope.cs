using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.TokenExchange.Options;

namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>The names that templates of one exchange may use.</summary>
internal sealed class NameScope
{
    private const string ValuesPrefix = "values.";
    private const string SecretsPrefix = "secrets.";

    /// <summary>Names that mean something else, so that no step can have them.</summary>
    public static readonly string[] Reserved = ["subject", "region", "profile", "tenant", "principal", "values", "secrets", "identity", "page", "next"];

    /// <summary>Names that every identity has.</summary>
    public static readonly string[] OfIdentity = ["id", "type", "name", "region"];

    private readonly Dictionary<string, ValueReference> _names;

    private NameScope(Dictionary<string, ValueReference> names) => _names = names;

    /// <summary>All names of an exchange.</summary>
    /// <param name="options">The exchange.</param>
    /// <param name="steps">Names of its steps by index.</param>
    public static NameScope Of(TokenExchangeOptions options, IReadOnlyList<string> steps)
    {
        var names = new Dictionary<string, ValueReference>(StringComparer.OrdinalIgnoreCase)
        {
            ["subject"] = new(ValueOrigin.Subject),
            ["region"] = new(ValueOrigin.Region),
            ["profile"] = new(ValueOrigin.Profile),
            ["tenant"] = new(ValueOrigin.Tenant),
            ["principal"] = new(ValueOrigin.Principal),
        };
        foreach (var (name, value) in options.Values)
        {
            names[ValuesPrefix + name] = new(ValueOrigin.Constant, Constant: new(value));
        }

        foreach (var (name, secret) in options.Secrets)
        {
            names[SecretsPrefix + name] = new(ValueOrigin.Constant, Constant: new(secret.HasValue ? secret.Reveal() : ""));
        }

        if (options.Identities is { } identities)
        {
            foreach (var name in OfIdentity.Concat(identities.Read.Keys))
            {
                names[$"identity.{name}"] = new(ValueOrigin.Identity, name);
            }
        }

        for (var i = 0; i < steps.Count; i++)
        {
            var step = options.Steps[steps[i]];
            foreach (var name in step.Read.Keys.Concat(step.Jwt?.Claims.Keys ?? []))
            {
                names[$"{steps[i]}.{name}"] = new(ValueOrigin.Step, name, i);
            }
        }

        return new NameScope(names);
    }

    /// <summary>This scope and the names of pages.</summary>
    public NameScope WithPages() => new(new Dictionary<string, ValueReference>(_names, StringComparer.OrdinalIgnoreCase)
    {
        ["page"] = new(ValueOrigin.Page),
        ["next"] = new(ValueOrigin.Next),
    });

    /// <summary>This scope without names of identities, for what identities are found with.</summary>
    public NameScope WithoutIdentity() => new(new Dictionary<string, ValueReference>(
        _names.Where(n => n.Value.Origin != ValueOrigin.Identity), StringComparer.OrdinalIgnoreCase));

    public ValueReference? Find(string name) => _names.GetValueOrDefault(name);

    /// <summary>Whether a name is one that an operator may leave out.</summary>
    public static bool MayBeAbsent(string name) => IsConstant(name) && name.IndexOf('.', StringComparison.Ordinal) < name.Length - 1;

    public NameMistake Explain(string name)
    {
        if (IsConstant(name))
        {
            var (section, key) = (name.StartsWith(ValuesPrefix, StringComparison.OrdinalIgnoreCase) ? "Values" : "Secrets", name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
            return NearestName.Find(name, _names.Keys.Where(IsConstant)) is { } other
                ? new($"There is no value '{name}'.", $"Did you mean '{other}'?")
                : new($"'{{{name}}}' is used and not configured.", "Write it here.", $"{section}:{key}");
        }

        return new($"There is no value '{name}'.", NearestName.Find(name, _names.Keys) is { } near ? $"Did you mean '{near}'?" : $"There are: {string.Join(", ", _names.Keys.Order(StringComparer.Ordinal))}.");
    }

    private static bool IsConstant(string name) =>
        name.StartsWith(ValuesPrefix, StringComparison.OrdinalIgnoreCase) || name.StartsWith(SecretsPrefix, StringComparison.OrdinalIgnoreCase);
}
