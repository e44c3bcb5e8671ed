namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Takes the records of a file that are rows. Its implementations are structs, so that none costs a call.</summary>
internal interface IRowTaker
{
    /// <summary>Takes a record, which has a field for each column at least.</summary>
    void Take<TRecord>(in TRecord record)
        where TRecord : struct, IRecord;
}
