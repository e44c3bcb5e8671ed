using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>The content of a gzip file, of all its members. Bytes that follow them are an error: .NET's stream drops them, and they may be data. Zeros are none, tapes and tar leave them.</summary>
/// <remarks>Source: RFC 1952, section 2.</remarks>
internal sealed class GzipMembers(Stream compressed, string source) : ForwardStream
{
    private const int TrailerLength = 8;
    private const int HeaderLength = 10;
    private const int WindowBytes = 1 << 13;

    private readonly MemberStream bytes = new(compressed);
    private DeflateStream? member;
    private readonly Crc32 crc = new();
    private uint length;
    private bool isEnded;

    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

    public override int Read(Span<byte> buffer)
    {
        while (!isEnded && buffer.Length > 0)
        {
            if (member is null)
            {
                SkipHeader();
                member = new DeflateStream(bytes, CompressionMode.Decompress, leaveOpen: true);
                crc.Reset();
                length = 0;
            }

            var count = member.Read(buffer);
            if (count > 0)
            {
                crc.Append(buffer[..count]);
                length += (uint)count;
                return count;
            }

            member.Dispose();
            member = null;
            EndMember();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        member?.Dispose();
        base.Dispose(disposing);
    }

    private void SkipHeader()
    {
        const byte Deflate = 8;
        const int HeaderChecksum = 2;
        const int Extra = 4;
        const int Name = 8;
        const int Comment = 16;
        Span<byte> header = stackalloc byte[HeaderLength];
        var count = bytes.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        var flags = header[3];
        if (count < HeaderLength || !header.StartsWith(Magic) || header[2] != Deflate || flags >= 2 * Comment)
        {
            throw Damaged();
        }

        if ((flags & Extra) != 0)
        {
            for (var left = Next() | (Next() << 8); left > 0; left--)
            {
                Next();
            }
        }

        foreach (var text in (int[])[Name, Comment])
        {
            while ((flags & text) != 0 && Next() != 0)
            {
                // To the NUL at its end.
            }
        }

        if ((flags & HeaderChecksum) != 0)
        {
            Next();
            Next();
        }
    }

    private int Next() => bytes.ReadByte() is >= 0 and var value ? value : throw Damaged();

    // The decompressor has taken more than the member: its end is where its checksum and its length are.
    private void EndMember()
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[sizeof(uint)..], length);
        var window = bytes.TakeBack(WindowBytes, out var taken);
        var isFound = false;
        for (var start = 0; start <= taken; start++)
        {
            var next = window.AsSpan(start).IndexOf(trailer);
            if (next < 0 || start + next > taken)
            {
                break;
            }

            start += next;
            isFound = true;
            var rest = window.AsSpan(start + TrailerLength);
            if (rest.StartsWith(Magic))
            {
                bytes.GiveBack(window, start + TrailerLength);
                return;
            }

            if (!rest.ContainsAnyExcept((byte)0) && bytes.IsZeroToTheEnd())
            {
                isEnded = true;
                return;
            }
        }

        throw isFound ? FilePlace.Error(source, "bytes follow the compressed data that are none of it: the file is damaged, or two files in one") : Damaged();
    }

    private static InvalidDataException Damaged() => new("The gzip data is damaged.");

    /// <summary>The compressed bytes. Those that a decompressor took last can be taken back.</summary>
    private sealed class MemberStream(Stream inner) : ForwardStream
    {
        private byte[] pending = [];
        private int used;
        private byte[] last = [];
        private int lastCount;

        public override int Read(Span<byte> buffer)
        {
            int count;
            if (used < pending.Length)
            {
                count = Math.Min(buffer.Length, pending.Length - used);
                pending.AsSpan(used, count).CopyTo(buffer);
                used += count;
            }
            else
            {
                count = inner.Read(buffer);
            }

            if (last.Length < count)
            {
                last = new byte[count];
            }

            // At the end of the file what was taken last stays.
            if (count > 0)
            {
                buffer[..count].CopyTo(last);
                lastCount = count;
            }

            return count;
        }

        /// <summary>What was taken last and what follows it.</summary>
        /// <param name="more">Bytes that follow at most.</param>
        /// <param name="taken">How many were taken.</param>
        public byte[] TakeBack(int more, out int taken)
        {
            taken = lastCount;
            var before = last.AsSpan(0, lastCount).ToArray();
            var after = new byte[more];
            var count = this.ReadAtLeast(after, more, throwOnEndOfStream: false);
            return [.. before, .. after.AsSpan(0, count)];
        }

        /// <summary>Has bytes read again.</summary>
        public void GiveBack(byte[] window, int start) => (pending, used) = ([.. window.AsSpan(start), .. pending.AsSpan(used)], 0);

        /// <summary>Whether nothing but zeros is left.</summary>
        public bool IsZeroToTheEnd()
        {
            Span<byte> buffer = stackalloc byte[1 << 10];
            for (var count = Read(buffer); count > 0; count = Read(buffer))
            {
                if (buffer[..count].ContainsAnyExcept((byte)0))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
