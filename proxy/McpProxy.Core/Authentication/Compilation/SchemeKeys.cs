using System.Reflection;
using McpProxy.Configuration;

namespace McpProxy.Authentication.Compilation;

/// <summary>Refuses keys of a scheme that its kind does not read: somebody believes that they do something.</summary>
internal static class SchemeKeys
{
    private static readonly (PropertyInfo Property, IReadOnlyList<AuthenticationKind> Kinds)[] Conditional =
        [.. from property in typeof(AuthenticationSchemeConfig).GetProperties()
            let applies = property.GetCustomAttribute<AppliesToAttribute>()
            where applies is not null
            select (property, applies.Kinds)];

    public static void Check(AuthenticationSchemeConfig scheme, AuthenticationKind kind, string path, ConfigErrors errors)
    {
        foreach (var (property, kinds) in Conditional.Where(c => !c.Kinds.Contains(kind) && IsSet(c.Property.GetValue(scheme))))
        {
            errors.Add(ConfigErrorCodes.KeyOfAnotherKind, $"{path}:{property.Name}", $"A scheme of kind {kind} has no '{property.Name}'.", $"It is for {string.Join(" and ", kinds)}.");
        }
    }

    private static bool IsSet(object? value) => value is not (null or Secret { HasValue: false });
}
