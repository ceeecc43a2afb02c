namespace McpProxy.UnitTests.Shaping.Json;

/// <summary>Ways to cut a text into the pieces in which it arrives.</summary>
internal static class Pieces
{
    /// <summary>In two, at every place.</summary>
    public static IEnumerable<int[]> InTwo(int length) => Enumerable.Range(0, length + 1).Select(at => new[] { at, length - at });

    /// <summary>Byte by byte.</summary>
    public static int[] Single(int length) => Enumerable.Repeat(1, length).ToArray();

    /// <summary>Of random lengths up to a limit.</summary>
    public static int[] Some(Random random, int length, int longest)
    {
        var pieces = new List<int>();
        for (var left = length; left > 0; left -= pieces[^1])
        {
            pieces.Add(Math.Min(left, random.Next(longest + 1)));
        }

        return [.. pieces];
    }
}
