using McpProxy.Plugins.OpenApi.Naming;

namespace McpProxy.Plugins.OpenApi.Arguments;

/// <summary>
/// Names the arguments of one operation. Each is called what it is called on the wire, made legal. Of two alike the one in the path
/// keeps its name, else that in the query, header, cookie, body, in this order; the other gets the name of its place in front.
/// </summary>
internal static class ArgumentNames
{
    public static void Assign(IReadOnlyList<Argument> arguments)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in arguments.OrderBy(a => a.Place))
        {
            var name = LegalName.OfArgument(argument.Wanted);
            if (!taken.Add(name))
            {
                var placed = LegalName.OfArgument($"{PlaceOf(argument)}_{argument.Wanted}");
                name = placed;
                for (var i = 2; !taken.Add(name); i++)
                {
                    name = LegalName.OfArgument($"{placed}_{i}");
                }
            }

            argument.Name = name;
        }
    }

    private static string PlaceOf(Argument argument) => argument.Place is ArgumentPlace.Form or ArgumentPlace.File ? "body" : argument.Place.ToString().ToLowerInvariant();
}
