namespace McpProxy.Host.Cli;

/// <summary>Says how many there are of what a configuration holds.</summary>
internal static class Counts
{
    public static string Of(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>What goes on a line behind tools; nothing of what there is none of.</summary>
    public static string OfMore(int resources, int prompts) =>
        $"{(resources == 0 ? "" : ", " + Of(resources, "resource"))}{(prompts == 0 ? "" : ", " + Of(prompts, "prompt"))}";
}
