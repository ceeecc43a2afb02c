using System.Globalization;

namespace AdsSimulator.Answers;

/// <summary>Reads whole numbers from the query.</summary>
internal static class QueryNumber
{
    /// <exception cref="BadQueryException">The value is not a whole number in the range.</exception>
    public static long Read(HttpContext context, string name, long otherwise, long min, long max) => Find(context, name, min, max) ?? otherwise;

    /// <exception cref="BadQueryException">The value is not a whole number in the range.</exception>
    public static long? Find(HttpContext context, string name, long min, long max)
    {
        if (!context.Request.Query.TryGetValue(name, out var text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new BadQueryException($"{name} must be a whole number from {min} to {max}.");
    }
}
