using System.Buffers.Text;
using System.Security.Cryptography;

namespace AdsSimulator.Access;

/// <summary>Tokens that nobody can guess, in the look of their kind.</summary>
internal static class RandomToken
{
    private const int Bytes = 48;

    public static string Create(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
