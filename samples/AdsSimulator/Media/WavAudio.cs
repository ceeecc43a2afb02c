using System.Buffers.Binary;

namespace AdsSimulator.Media;

/// <summary>Makes a quarter of a second of a 440 Hz tone as WAV: PCM, mono, 16 bit, 8 kHz.</summary>
internal static class WavAudio
{
    private const int SampleRate = 8_000;
    private const int Samples = SampleRate / 4;
    private const int HeaderBytes = 44;

    public static byte[] Bytes { get; } = Create();

    private static byte[] Create()
    {
        var file = new byte[HeaderBytes + Samples * sizeof(short)];
        var span = file.AsSpan();
        "RIFF"u8.CopyTo(span);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(span[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(span[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(span[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], SampleRate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(span[32..], sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(span[34..], 16);
        "data"u8.CopyTo(span[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[40..], Samples * sizeof(short));
        for (var i = 0; i < Samples; i++)
        {
            var sample = (short)(Math.Sin(2 * Math.PI * 440 * i / SampleRate) * short.MaxValue / 4);
            BinaryPrimitives.WriteInt16LittleEndian(span[(HeaderBytes + i * sizeof(short))..], sample);
        }

        return file;
    }
}
