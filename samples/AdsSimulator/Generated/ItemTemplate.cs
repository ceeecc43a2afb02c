using System.Text;

namespace AdsSimulator.Generated;

/// <summary>
/// One JSON item of a generated list, with nine digits of its index wherever the text says <c>#########</c>. Copying a
/// template and patching digits is what lets a gigabyte leave at the speed of memory.
/// </summary>
internal sealed class ItemTemplate
{
    public const string IndexPlace = "#########";

    private readonly byte[] _bytes;
    private readonly int[] _places;

    public ItemTemplate(string json)
    {
        _bytes = Encoding.UTF8.GetBytes(json);
        var places = new List<int>();
        var place = Encoding.UTF8.GetBytes(IndexPlace);
        for (var from = 0; _bytes.AsSpan(from).IndexOf(place) is var at and >= 0; from += at + place.Length)
        {
            places.Add(from + at);
        }

        _places = [.. places];
    }

    /// <summary>Bytes that <see cref="Write"/> fills, the same for every index.</summary>
    public int Length => _bytes.Length;

    public void Write(Span<byte> destination, long index)
    {
        _bytes.CopyTo(destination);
        foreach (var place in _places)
        {
            var rest = index;
            for (var i = IndexPlace.Length - 1; i >= 0; i--)
            {
                destination[place + i] = (byte)('0' + (rest % 10));
                rest /= 10;
            }
        }
    }
}
