using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AdsSimulator.Strava;

/// <summary>Who an account of the Strava-like provider is; all of it follows from the account's name.</summary>
internal sealed record Athlete(string Account, long Id)
{
    private static readonly string[] _sports = ["Run", "Ride", "Swim", "Run", "Hike"];

    public static Athlete Of(string account) =>
        new(account, 10_000_000 + BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(account))) % 90_000_000);

    public JsonObject Describe() => new() { ["id"] = Id, ["username"] = Account };

    public IEnumerable<JsonObject> ListActivities() => _sports.Select((sport, i) => new JsonObject
    {
        ["id"] = Id * 10 + i,
        ["athlete"] = new JsonObject { ["id"] = Id },
        ["name"] = $"{sport} {i + 1} ({Account})",
        ["sport_type"] = sport,
        ["distance"] = 5_000 + i * 1_250,
        ["moving_time"] = 1_800 + i * 300,
    });
}
