@echo off
rem A file share that people open by double click. Set: SHARE. What pages need is copied first, pages next, and what is gone is deleted last.
rem To undo a bad release, restore the folder from the shadow copies of the share, or build the commit before it.
set SHARE=\\server\minutes
minutebook publish --portable --strict --quiet || exit /b 1
robocopy public "%SHARE%" /E /XF *.html /R:5 /W:2 /NP /NFL /NDL
if errorlevel 8 exit /b 1
robocopy public "%SHARE%" *.html /S /R:5 /W:2 /NP /NFL /NDL
if errorlevel 8 exit /b 1
robocopy public "%SHARE%" /MIR /R:5 /W:2 /NP /NFL /NDL
if errorlevel 8 exit /b 1
exit /b 0
