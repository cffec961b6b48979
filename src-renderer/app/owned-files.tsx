import { type OwnedFilesProps, useSlots } from './slots.ts';

/** The files that hang on one record, whoever keeps them. */
export function OwnedFiles(props: OwnedFilesProps) {
  const { ownedFiles } = useSlots();
  return ownedFiles.map((Files) => <Files key={Files.name} {...props} />);
}
