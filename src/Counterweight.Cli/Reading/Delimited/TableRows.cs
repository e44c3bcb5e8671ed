using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Gives records to those who want rows, and notes which are none.</summary>
/// <typeparam name="TTaker">Who takes the rows.</typeparam>
/// <param name="taker">Who takes the rows.</param>
/// <param name="fieldCount">Fields of a row.</param>
/// <param name="header">The header: where files were put together it occurs again; null: it is not known.</param>
/// <param name="irregularities">Told what is not as it should be.</param>
internal sealed class TableRows<TTaker>(TTaker taker, int fieldCount, HeldRecord? header, Irregularities irregularities)
    where TTaker : struct, IRowTaker
{
    // CP/M and DOS ended text with Ctrl-Z.
    private static ReadOnlySpan<byte> EndOfFile => [0x1A];

    /// <summary>Number of rows taken.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a record, or notes why not.</summary>
    public void Add<TRecord>(in TRecord record)
        where TRecord : struct, IRecord
    {
        if ((record.FieldCount != fieldCount || record.HasOddQuote) && !Accepts(record))
        {
            return;
        }

        if (IsBlank(record, 0))
        {
            irregularities.AddBlank(record.Line);
            return;
        }

        if (header is { } names && IsSame(record, names))
        {
            irregularities.AddHeader(record.Line);
            return;
        }

        taker.Take(record);
        Count = checked(Count + 1);
    }

    private static bool IsSame<TRecord>(in TRecord record, in HeldRecord header)
        where TRecord : struct, IRecord
    {
        for (var i = 0; i < header.FieldCount; i++)
        {
            if (!CellText.Trim(record[i]).SequenceEqual(header[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBlank<TRecord>(in TRecord record, int start)
        where TRecord : struct, IRecord
    {
        for (var i = start; i < record.FieldCount; i++)
        {
            if (CellText.Trim(record[i]).Length > 0)
            {
                return false;
            }
        }

        return true;
    }

    // Fields beyond the last that are all empty are no loss, nor is a quote in a record that is otherwise whole.
    private bool Accepts<TRecord>(in TRecord record)
        where TRecord : struct, IRecord
    {
        var isWhole = record.FieldCount == fieldCount || (record.FieldCount > fieldCount && IsBlank(record, fieldCount));
        if (!isWhole && record.FieldCount == 1 && (IsBlank(record, 0) || record[0].SequenceEqual(EndOfFile)))
        {
            return false;
        }

        if (!isWhole && record.MayBeComment)
        {
            irregularities.AddComment(record.Line);
            return false;
        }

        if (record.HasOddQuote)
        {
            isWhole &= !record.HasBrokenQuote;
            if (isWhole)
            {
                irregularities.AddOddQuote(record.Line);
            }
            else
            {
                irregularities.AddBadQuote(record.Line);
            }

            return isWhole;
        }

        if (isWhole)
        {
            irregularities.AddExtraSeparators(record.Line);
        }
        else
        {
            irregularities.AddOtherCount(record.Line, record.FieldCount);
        }

        return isWhole;
    }
}
